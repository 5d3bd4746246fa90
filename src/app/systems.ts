import { agencies } from '#core/agencies/module.ts';
import { calendar } from '#core/calendar/module.ts';
import { cases } from '#core/cases/module.ts';
import { documents } from '#core/documents/module.ts';
import { exchange } from '#core/exchange/module.ts';
import { identity } from '#core/identity/module.ts';
import { notifications } from '#core/notifications/module.ts';
import { registries } from '#core/registries/module.ts';
import { signatures } from '#core/signatures/module.ts';
import type { Module } from '#kernel/module.ts';
import { axis } from '#systems/axis/module.ts';
import { certificates } from '#systems/certificates/module.ts';
import { desk } from '#systems/desk/module.ts';
import { developers } from '#systems/developers/module.ts';
import { eid } from '#systems/eid/module.ts';
import { drafting } from '#systems/drafting/module.ts';
import { ledger } from '#systems/ledger/module.ts';
import { library } from '#systems/library/module.ts';
import { information } from '#systems/information/module.ts';
import { channels } from '#systems/channels/module.ts';
import { authenticity } from '#systems/authenticity/module.ts';
import { websub } from '#systems/websub/module.ts';
import { pickup } from '#systems/pickup/module.ts';
import { preservation } from '#systems/preservation/module.ts';
import { signing } from '#systems/signing/module.ts';
import { services } from '#systems/services/module.ts';
import { subscriptions } from '#systems/subscriptions/module.ts';
import { validation } from '#systems/validation/module.ts';

/**
 * The table of contents: every module of the product, in the order in which it is migrated, seeded and shown.
 * The desk first, because its links come first; core (agencies, identity, calendar, signatures, documents, exchange, notifications, registries, cases), then the systems.
 */
export const modules: readonly Module[] = [
  desk,
  agencies,
  identity,
  calendar,
  signatures,
  documents,
  exchange,
  notifications,
  registries,
  cases,
  services,
  certificates,
  drafting,
  signing,
  axis,
  library,
  ledger,
  developers,
  information,
  channels,
  authenticity,
  websub,
  pickup,
  subscriptions,
  eid,
  validation,
  preservation,
];
