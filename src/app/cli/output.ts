import { Presets, SingleBar } from 'cli-progress';
import type { Text } from '#kernel/i18n.ts';

/** What a command says: sentences and progress on stderr for people, one JSON object a line on stdout with `--json`. */
export interface Output {
  say(text: Text): void;
  progress(what: Text, done: number, total: number): void;
  /** The result of the command, printed on stdout. */
  result(value: Record<string, unknown>, asText: string): void;
  fail(message: string): void;
}

function jsonOutput(): Output {
  const line = (value: Record<string, unknown>): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
  return {
    say: (text) => line({ event: 'message', vi: text.vi, en: text.en }),
    progress: (what, done, total) => line({ event: 'progress', what: what.en, done, total }),
    result: (value) => line({ event: 'result', ...value }),
    fail: (message) => line({ event: 'error', message }),
  };
}

function newBar(what: Text, done: number, total: number): SingleBar {
  const format = '  {bar} {percentage}% {what}';
  const bar = new SingleBar({ format, clearOnComplete: false, hideCursor: true, stream: process.stderr }, Presets.shades_classic);
  bar.start(Math.max(total, 1), done, { what: `${what.vi} / ${what.en}` });
  return bar;
}

/** A bar on a terminal; elsewhere (a log file) a line at the start and at the end of each piece of work. */
function textOutput(): Output {
  const terminal = process.stderr.isTTY;
  let bar: SingleBar | undefined;
  let current: string | undefined;

  function endBar(): void {
    bar?.stop();
    bar = undefined;
    current = undefined;
  }

  function progress(what: Text, done: number, total: number): void {
    if (current !== what.vi) {
      endBar();
      current = what.vi;
      if (terminal) {
        bar = newBar(what, done, total);
      } else process.stderr.write(`  ${what.vi} / ${what.en}…\n`);
    }
    bar?.setTotal(Math.max(total, 1));
    bar?.update(done);
    if (done >= total) endBar();
  }

  return {
    say(text) {
      endBar();
      process.stderr.write(text.vi === text.en ? `${text.vi}\n` : `${text.vi}\n${text.en}\n`);
    },
    progress,
    result(_value, asText) {
      endBar();
      process.stdout.write(`${asText}\n`);
    },
    fail(message) {
      endBar();
      process.stderr.write(`${message}\n`);
    },
  };
}

export function createOutput(json: boolean): Output {
  return json ? jsonOutput() : textOutput();
}
