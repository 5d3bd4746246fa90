import type { Procedure } from '#core/cases/index.ts';
import { birthRegistration } from './birth-registration.ts';
import { birthResidenceInsurance } from './birth-residence-insurance.ts';
import { residenceConfirmation } from './residence-confirmation.ts';
import { temporaryResidence } from './temporary-residence.ts';

/** The services that can be begun online here, each a file of its own. */
export const definitions: readonly Procedure[] = [birthRegistration, birthResidenceInsurance, residenceConfirmation, temporaryResidence];
