import type { DocumentFields, Secrecy, Signer, Urgency } from '#core/documents/index.ts';
import type { DraftForm } from './schemas.ts';

/** The form's fields as the document module names them; issuer and kind are added by the caller. */
export function documentFields(form: DraftForm): Omit<DocumentFields, 'issuerName' | 'kind'> {
  return {
    abstract: form.abstract,
    normative: form.normative,
    place: form.place || null,
    field: form.field || null,
    urgency: form.urgency as Urgency,
    secrecy: form.secrecy as Secrecy,
    signer: signerOf(form),
    effectiveFrom: form.effectiveFrom || null,
    // Nobody outside the agency reads a document before it is issued; then `publish` decides.
    visibility: 'internal',
  };
}

function signerOf(form: DraftForm): Signer {
  return { competence: form.signerCompetence || null, position: form.signerPosition || null, name: null };
}
