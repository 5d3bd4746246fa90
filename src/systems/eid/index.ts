export { registerOwnClient } from './own-client.ts';
export { type ClientRegistration, registerClient } from './registration.ts';
