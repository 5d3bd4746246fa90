import { type Client, errors, interactionPolicy, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { findMandate, type Mandate } from '#core/identity/index.ts';
import { type Db, query, sql } from '#kernel/db.ts';
import { now } from '#kernel/time.ts';
import { TOKEN_EXCHANGE } from '../clients.ts';
import { representedId, subjectOf } from '../rules/subjects.ts';
import { keyOf } from './adapter.ts';
import { ownMetadata } from './demands.ts';
import { writeNow } from './one-request.ts';
import { personIdOf } from './whom.ts';

const { Check, Prompt } = interactionPolicy;

/** Parameter of an authorization request; with the value `choose` a person is asked whom they act for. */
export const ACTING_FOR = 'acting_for';
const CHOOSE = 'choose';

/** The choice, in the result of an interaction; null: for oneself. */
export interface ActingResult {
  readonly mandate?: { readonly id: string | null };
}

function mustChoose({ oidc }: KoaContextWithOIDC): boolean {
  const wanted = oidc.client && ownMetadata(oidc.client).represents && oidc.params?.[ACTING_FOR] === CHOOSE;
  return Boolean(wanted) && (oidc.result as ActingResult | undefined)?.mandate === undefined;
}

/** Asks whom a person acts for, where the client wants to know. */
export function actingPrompt(): interactionPolicy.Prompt {
  return new Prompt(
    { name: 'mandate', requestable: false },
    new Check('mandate_missing', 'whom the person acts for is to be chosen', 'interaction_required', mustChoose),
  );
}

/** Keeps with a grant whom the person chose to act for. */
export async function keepChoice(db: Db, grantId: string, mandateId: string | null): Promise<void> {
  await writeNow(db);
  await query(db, sql`update eid.model set mandate_id = ${mandateId} where kind = 'Grant' and key = ${keyOf(grantId)}`);
}

/** The mandate chosen with a grant, while it holds. */
export async function chosenMandate(db: Db, grantId: string): Promise<Mandate | undefined> {
  const [row] = await query<{ mandate_id: string | null }>(
    db,
    sql`select mandate_id from eid.model where kind = 'Grant' and key = ${keyOf(grantId)}`,
  );
  return row?.mandate_id ? findMandate(db, row.mandate_id, now()) : undefined;
}

/** The mandate by which a person may act here, named or chosen; throws when it is not theirs or no longer holds. */
async function mandateFor(db: Db, accountId: string, grantId: string, named: unknown): Promise<Mandate> {
  const mandate = typeof named === 'string' ? await findMandate(db, named, now()) : await chosenMandate(db, grantId);
  if (!mandate || mandate.representativePersonId !== (await personIdOf(db, accountId))) {
    throw new errors.InvalidTarget('no mandate in force to act by');
  }
  return mandate;
}

/** Ties a token for somebody else to the grant of the person's own log-in: they end together, by log-out, replay or withdrawal. */
async function endWithGrant(db: Db, token: string, grantId: string): Promise<void> {
  await writeNow(db);
  await query(db, sql`update eid.model set grant_id = ${grantId} where kind = 'AccessToken' and key = ${keyOf(token)}`);
}

const PARAMETERS = ['subject_token', 'subject_token_type', 'requested_token_type', 'mandate', 'scope'];
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

function scopesOf(mandate: Mandate, asked: unknown): readonly string[] {
  if (typeof asked !== 'string') return mandate.scope;
  const wanted = asked.split(' ').filter((scope) => scope !== '' && scope !== 'openid');
  const beyond = wanted.filter((scope) => !mandate.scope.includes(scope));
  if (beyond.length > 0) throw new errors.InvalidScope('the mandate does not reach so far', beyond.join(' '));
  return wanted;
}

/** The person's own token, from which one for somebody else is made. A token for somebody else makes no further ones. */
async function ownToken(provider: Provider, client: Client, params: Readonly<Record<string, unknown>>) {
  if (params['subject_token_type'] !== ACCESS_TOKEN) throw new errors.InvalidRequest('subject_token_type must be an access token');
  const wanted = params['requested_token_type'];
  if (wanted !== undefined && wanted !== ACCESS_TOKEN) throw new errors.InvalidRequest('only access tokens are given');
  const token = typeof params['subject_token'] === 'string' ? await provider.AccessToken.find(params['subject_token']) : undefined;
  const usable = token?.isValid && token.clientId === client.clientId && subjectOf(token.accountId).mandateId === undefined;
  if (!usable || !token.grantId || !(await provider.Grant.find(token.grantId)))
    throw new errors.InvalidGrant('the subject token is not valid');
  return { token, grantId: token.grantId };
}

/**
 * Token exchange (RFC 8693): from a person's own access token one for whoever they represent. Its subject is the represented
 * party, `act` says who acts, and it ends with the mandate. It is bound to the key of the token it was made from.
 */
export function registerTokenExchange(provider: Provider, db: Db): void {
  const handler = async (ctx: KoaContextWithOIDC): Promise<void> => {
    const { client, params = {} } = ctx.oidc;
    if (!client) throw new errors.InvalidClient('client is missing');
    const { token: own, grantId } = await ownToken(provider, client, params);
    const mandate = await mandateFor(db, own.accountId, grantId, params['mandate']);
    const scopes = scopesOf(mandate, params['scope']);
    const accountId = representedId(mandate.id, own.accountId);
    const grant = new provider.Grant({ accountId, clientId: client.clientId });
    grant.addOIDCScope('openid');
    const token = new provider.AccessToken({
      accountId,
      client,
      grantId: await grant.save(),
      gty: TOKEN_EXCHANGE,
      scope: ['openid', ...scopes].join(' '),
      ...(own.sid === undefined ? {} : { sid: own.sid }),
    } as ConstructorParameters<Provider['AccessToken']>[0]);
    Object.assign(token, own.jkt === undefined ? {} : { jkt: own.jkt });
    ctx.oidc.entity('AccessToken', token);
    const value = await token.save();
    await endWithGrant(db, value, grantId);
    ctx.body = {
      access_token: value,
      issued_token_type: ACCESS_TOKEN,
      token_type: token.tokenType,
      expires_in: token.expiration,
      scope: token.scope,
    };
  };
  provider.registerGrantType(TOKEN_EXCHANGE, handler, PARAMETERS);
}

/** Whether the mandate behind a token still holds; a token for oneself has none. */
export async function mandateHolds(db: Db, subject: string | undefined): Promise<boolean> {
  const mandateId = subject === undefined ? undefined : subjectOf(subject).mandateId;
  return mandateId === undefined || (await findMandate(db, mandateId, now())) !== undefined;
}
