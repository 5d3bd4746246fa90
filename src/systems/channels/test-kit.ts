import { randomBytes } from 'node:crypto';
import { agencyByCode, seedAgencies } from '#core/agencies/index.ts';
import { openVault } from '#core/signatures/index.ts';
import { on, transaction } from '#kernel/db.ts';
import { eventSink } from '#kernel/events.ts';
import type { Services } from '#kernel/http/services.ts';
import { newId } from '#kernel/id.ts';
import { now } from '#kernel/time.ts';
import type { ReleaseEdition } from '#systems/information/events.ts';
import type { ChannelsTables } from './db.gen.ts';
import type { Platform } from './rules/platforms.ts';
import { keepCredentials, sealCredentials } from './secrets.ts';

/** Opens the vault, fills in the central agencies, and gives the id of the Government Office. */
export async function prepareChannels(services: Services): Promise<string> {
  await openVault(services.config.dataFolder);
  await transaction(services.db, (tx) => seedAgencies(tx, 'vn'));
  const agency = await agencyByCode(services.db, 'G22');
  if (!agency) throw new Error('no agency G22');
  return agency.id;
}

export interface NewAccount {
  readonly agencyId: string;
  readonly platform: Platform;
  readonly stableId: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly approval?: 'automatic' | 'each' | 'certified';
}

/** An open account, as two persons would have made it. */
export async function openAccount({ db }: Services, account: NewAccount): Promise<string> {
  const id = newId();
  await transaction(db, async (tx) => {
    await on<ChannelsTables>(tx)
      .insertInto('channels.connection')
      .values({
        id,
        platform: account.platform,
        agency_id: account.agencyId,
        stable_id: account.stableId,
        name: `Tài khoản ${account.stableId}`,
        owner_id: newId(),
        deputy_id: newId(),
        purpose: 'Thử',
        editorial_line: 'Thử',
        approval: account.approval ?? 'automatic',
        opened_at: now(),
      })
      .execute();
    await keepCredentials(tx, id, sealCredentials(account.credentials, id));
  });
  return id;
}

/** A release as the information system announces it. */
export function someRelease(agencyId: string, changes: Partial<ReleaseEdition> = {}): ReleaseEdition {
  const sign = randomBytes(2).toString('hex').toUpperCase();
  return {
    releaseId: newId(),
    code: `CP-261122-0042-${sign}`,
    edition: 1,
    kind: 'news',
    agencyId,
    agencyName: 'Văn phòng Chính phủ',
    publishedAt: now(),
    path: `/tin/CP-261122-0042-${sign}`,
    texts: {
      vi: { title: 'Hồ chứa xả lũ từ 14 giờ', summary: 'Người dân hạ du chủ động di dời.', plain: 'Lưu lượng 1.200 m³/s.\n\nHết.' },
    },
    media: [],
    ...changes,
  };
}

/** Announces something as another system would, to every subscriber of the product. */
export async function announce(services: Services, name: string, payload: unknown): Promise<void> {
  const sink = eventSink(services.modules.flatMap((module) => (module.on ? [module.on] : [])));
  await transaction(services.db, (tx) => sink.emit(tx, name, payload));
}

/** The deliveries of a release, by id. */
export async function deliveryIds({ db }: Services, releaseId: string): Promise<string[]> {
  const rows = await on<ChannelsTables>(db).selectFrom('channels.delivery').select('id').where('release_id', '=', releaseId).execute();
  return rows.map((row) => row.id);
}
