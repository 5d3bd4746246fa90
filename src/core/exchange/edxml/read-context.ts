import type { Text } from '#kernel/i18n.ts';
import type { Refusal } from '#kernel/problem.ts';
import { packetRefusal, packetRefused } from './errors.ts';
import type { Finding } from './packet.ts';

/** Collects what is odd and what is wrong while a packet is read, so that all of it is told at once. */
export class ReadContext {
  readonly findings: Finding[] = [];
  readonly #refusals: Refusal[] = [];

  note(severity: Finding['severity'], code: string, where: string, message: Text): void {
    this.findings.push({ code, where, severity, message });
  }

  refuse(code: string, where: string, message: Text): void {
    this.#refusals.push(packetRefusal(code, where, message));
  }

  missing(where: string): void {
    this.refuse('missing', where, { vi: `Thiếu phần bắt buộc ${where}.`, en: `The mandatory part ${where} is missing.` });
  }

  /** Throws edxml-invalid when anything was refused so far. */
  assertAccepted(): void {
    if (this.#refusals.length > 0) throw packetRefused(this.#refusals);
  }
}

/** A value from a packet for a sentence: short, on one line. */
export function quote(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return `“${line.length > 80 ? `${line.slice(0, 79)}…` : line}”`;
}
