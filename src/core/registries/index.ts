export type { RegistriesTables } from './db.gen.ts';
export { type Looked, lookUp, lookUpAll, type LookUp } from './look-up.ts';
export { factsOf } from './queries/facts.ts';
export { type Look, type LookFilter, looksAt } from './queries/looks.ts';
export { registers } from './queries/registers.ts';
export { recordFacts, type Recording } from './record-facts.ts';
export type { Shape } from './rules/shapes.ts';
export type { Attribute, Fact, Json, LookRight, OwnFact, Register, Subject } from './types.ts';
