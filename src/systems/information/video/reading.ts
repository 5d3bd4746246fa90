import { invalid } from '#kernel/problem.ts';

/** A file that is too large to be held: read at a place, fewer bytes at its end. */
export interface ByteReader {
  readonly size: number;
  read(at: number, length: number): Promise<Buffer>;
}

/** A span of a file that holds what nobody needs to see it: where it was shot, with what, by whom. */
export interface Traces {
  readonly at: number;
  /** What is written there instead: the same length, so that nothing after it moves. */
  readonly bytes: Buffer;
}

export interface Judged {
  readonly type: 'video/mp4' | 'video/webm';
  /** Whole seconds, rounded up. */
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly traces: readonly Traces[];
}

export function refuse(vi: string, en: string): Error {
  return invalid([{ field: 'file', message: { vi, en } }]);
}

export function damaged(): Error {
  return refuse(
    'Tệp video bị hỏng, bị cắt ngang hoặc có phần lạ nối vào. Hãy xuất lại tệp rồi gửi lại.',
    'The video is damaged, cut short or has something appended. Export it again and resend.',
  );
}

/** More heads than any honest file has ends the reading, so that a hostile one costs no more than that. */
export class Budget {
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  spend(): void {
    this.#left -= 1;
    if (this.#left < 0) throw damaged();
  }
}
