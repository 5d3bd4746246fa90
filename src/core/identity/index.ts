export { type AccountActor, accountOf, actorOf, asAccount, type CurrentPost, forgetActors, NATIONWIDE } from './actor.ts';
export { assignPost } from './actions/assign-post.ts';
export { createAccount } from './actions/create-account.ts';
export { createSoftwareClient } from './actions/create-software-client.ts';
export { endAssignment } from './actions/end-assignment.ts';
export { levelOf } from './authentication/levels.ts';
export {
  askResult,
  AUTHENTICATION_COOKIE,
  authenticationResult,
  type AuthenticationResult,
  openAuthentication,
  type ProvenAuthentication,
  TEMPORARY,
  type WantedAuthentication,
} from './authentication/open.ts';
export { levelsOf } from './confirmed.ts';
export { authenticator } from './authenticate.ts';
export type { IdentityTables } from './db.gen.ts';
export { type CodeMessage, type CodeSender, sendCode, sendCodesBy } from './enrolment/codes.ts';
export { ensurePerson } from './enrolment/people.ts';
export {
  accountOfPerson,
  contactsOf,
  lastDigitsMatch,
  type PersonFacts,
  personOf,
  type ProvenPerson,
  provenPersonColumn,
  provenPersonOf,
} from './enrolment/queries.ts';
export type { CredentialChange, IdentityEvents } from './events.ts';
export { lockAccount } from './lock.ts';
export { findMandate, type Mandate, mandatesFor } from './mandates/queries.ts';
export { accountNamed, accountNames, type Official, officialsOf } from './queries.ts';
export { leadOn } from './relying-party/lead.ts';
export { OWN_CLIENT, ownClientKey } from './relying-party/own-provider.ts';
export { BACK_CHANNEL, CALLBACK, SIGNED_OUT } from './relying-party/relying-party.ts';
export { requireAccountLevel, requireLevel } from './relying-party/level.ts';
export { ensureRoles, type RoleDefault } from './roles.ts';
export { noteMandateUse } from './mandates/write.ts';
export type { Level } from './rules/levels.ts';
export { loadSecrets } from './secrets.ts';
export { type DemoAccount, seedDemoAccounts } from './seed.ts';
export { demoCitizens, seedDemoCitizens } from './seed-citizens.ts';
export { SESSION_COOKIE } from './sessions.ts';
export { authenticateSoftware, softwareSecretHash } from './software.ts';
