export type { CasesTables } from './db.gen.ts';
export { chartOf } from './charts/charts.ts';
export { next, stateOf, stepsFor } from './charts/next.ts';
export type { Chart, ChartChoice, ChartName, Effect, NationalStatus, Need, Role, State, Step } from './charts/types.ts';
export { type Clock, type ClockReading, readClock } from './clock/clock.ts';
export { clockOf } from './clock/clock-of.ts';
export { amendAnswers } from './commands/amend-answers.ts';
export { assignCase } from './commands/assign-case.ts';
export { addPapers, type NewCase, openCase, reserveCodes } from './commands/open-case.ts';
export { publishDefinition } from './commands/publish.ts';
export { type By, recordEvent } from './commands/record-event.ts';
export { recordResult } from './commands/record-result.ts';
export { type Given, refuseStep, type StepTaken, takeStep } from './commands/take-step.ts';
export { bindingOf, bindingsOf } from './definition/bindings.ts';
export { definitionProblems } from './definition/check.ts';
export { type Circumstances, type Condition, fieldsIn, holds, type Ref, type Scalar } from '#kernel/conditions.ts';
export type { Address, Answers, Field, FieldType, LineType, Option } from './definition/field-types.ts';
export { countries, ethnicities, religions } from './definition/lists.ts';
export { type Manner, PLACEHOLDER, placeholdersIn } from './definition/placeholders.ts';
export { flat, type Raw, readAll, type ReadAnswers, readPage, shownPages } from './definition/read-answers.ts';
export {
  type Audience,
  type Binding,
  type Channel,
  type Fee,
  type Given as GivenName,
  type LegalBasis,
  type Level,
  type Linked,
  type Page,
  type Paper,
  type PaperSource,
  type Party,
  type Procedure,
  type Result,
  type Way,
  type Writes,
  type Written,
} from './definition/types.ts';
export { yearsBetween } from './definition/values.ts';
export { factsWritten, type Issued, type WrittenValue } from './definition/written.ts';
export { versionOf } from './definition/version.ts';
export {
  caseByCode,
  casesOfPerson,
  childrenOf,
  contentOf,
  eventsOf,
  findCase,
  holdCase,
  openMarks,
  papersOf,
  resultsOf,
} from './queries/cases.ts';
export { eventsOfCases, findCases } from './queries/many.ts';
export { definitionOf, definitionOn, definitionsOn, type Versioned } from './queries/definitions.ts';
export { caseCode, isCaseCode } from './rules.ts';
export type * from './types.ts';
export { promiseDate } from './lateness/promise.ts';
export { isLateBefore, type LateCase, lateCases, neverSupplied } from './lateness/queries.ts';
export { refusePromise, type Rung, RUNGS, rungTitles } from './lateness/rules.ts';
export { clockSetting } from './lateness/settings.ts';
