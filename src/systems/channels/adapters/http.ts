/** An answer of a platform, its body bounded and already read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  /** The body as JSON; undefined when it is none. */
  json(): Record<string, unknown> | undefined;
}

/** No whole answer came. `left`: whether the request may have reached the other side. The message names no address and no token. */
export class NoAnswer extends Error {
  readonly left: boolean;
  constructor(why: string, left: boolean) {
    super(why);
    this.left = left;
  }
}

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit | Uint8Array;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

/** Causes with which nothing can have left this machine. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** One HTTP request: no redirects, no retries, bounded in time and size. Throws NoAnswer. */
export async function request(url: string, options: RequestOptions = {}): Promise<Answer> {
  const { timeoutMs = 20_000, maxBytes = 4 * 1024 * 1024 } = options;
  try {
    const response = await fetch(url, {
      method: options.method ?? 'GET',
      headers: { 'user-agent': 'motcua', ...options.headers },
      body: (options.body as BodyInit | undefined) ?? null,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const bytes = await boundedBody(response, maxBytes);
    return { status: response.status, headers: response.headers, bytes, json: () => jsonOf(bytes) };
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    const code = String((error as { cause?: { code?: unknown } }).cause?.code ?? (error as Error).name);
    throw new NoAnswer(code, !NEVER_LEFT.has(code));
  }
}

async function boundedBody(response: Response, maxBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > maxBytes) throw new NoAnswer('the answer is too long', true);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function jsonOf(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
