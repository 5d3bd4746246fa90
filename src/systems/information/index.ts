export { type Announced, announcedSoFar } from './announced.ts';
