export { type ClientRegistration, registerClient } from './registration.ts';
