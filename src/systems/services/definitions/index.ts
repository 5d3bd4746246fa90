import type { Procedure } from '#core/cases/index.ts';
import { birthRegistration } from './birth-registration.ts';
import { birthResidenceInsurance } from './birth-residence-insurance.ts';
import { certifiedCopies } from './certified-copies.ts';
import { civilStatusCopy } from './civil-status-copy.ts';
import { civilStatusCorrection } from './civil-status-correction.ts';
import { constructionPermit } from './construction-permit.ts';
import { criminalRecord } from './criminal-record.ts';
import { deathRegistration } from './death-registration.ts';
import { deathResidenceFuneral } from './death-residence-funeral.ts';
import { enterpriseRegistration } from './enterprise-registration.ts';
import { firstComplaint } from './first-complaint.ts';
import { householdBusiness } from './household-business.ts';
import { landChange } from './land-change.ts';
import { maritalStatusCertificate } from './marital-status-certificate.ts';
import { marriageRegistration } from './marriage-registration.ts';
import { parentRecognition } from './parent-recognition.ts';
import { permanentResidence } from './permanent-residence.ts';
import { residenceConfirmation } from './residence-confirmation.ts';
import { signatureAuthentication } from './signature-authentication.ts';
import { socialAllowance } from './social-allowance.ts';
import { temporaryResidence } from './temporary-residence.ts';

/** The services that can be begun here, each a file of its own. */
export const definitions: readonly Procedure[] = [
  birthRegistration,
  birthResidenceInsurance,
  deathRegistration,
  deathResidenceFuneral,
  marriageRegistration,
  maritalStatusCertificate,
  parentRecognition,
  civilStatusCorrection,
  civilStatusCopy,
  certifiedCopies,
  signatureAuthentication,
  residenceConfirmation,
  temporaryResidence,
  permanentResidence,
  criminalRecord,
  householdBusiness,
  enterpriseRegistration,
  constructionPermit,
  landChange,
  socialAllowance,
  firstComplaint,
];
