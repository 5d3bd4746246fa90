import type { XmlElement } from '#kernel/xml/read-xml.ts';
import { type PacketDate, type PacketTime, readPacketDate, readPacketTime, writePacketDate, writePacketTime } from './packet-date.ts';
import { quote, type ReadContext } from './read-context.ts';
import type { Codec } from './shape.ts';

function textOf(element: XmlElement): string | undefined {
  const text = element.text.trim().normalize('NFC');
  return text === '' ? undefined : text;
}

/** Trimmed, NFC; an empty element is the same as none. */
export const text: Codec<string> = {
  read: textOf,
  write: (writer, name, value) => writer.leaf(name, value),
};

function noteUnreadable(context: ReadContext, where: string, value: string, kind: { vi: string; en: string }): undefined {
  context.note('warning', 'value-unreadable', where, {
    vi: `${where} phải là ${kind.vi}, nhưng ghi ${quote(value)}; để trống.`,
    en: `${where} should be ${kind.en} but says ${quote(value)}; left empty.`,
  });
  return undefined;
}

/** A whole number from 0. */
export const integer: Codec<number> = {
  read: (element, context, where) => {
    const value = textOf(element);
    if (value === undefined) return undefined;
    return /^\d{1,9}$/.test(value) ? Number(value) : noteUnreadable(context, where, value, { vi: 'số', en: 'a number' });
  },
  write: (writer, name, value) => writer.leaf(name, String(value)),
};

export const boolean: Codec<boolean> = {
  read: (element, context, where) => {
    const value = textOf(element);
    if (value === undefined) return undefined;
    if (/^(true|1)$/i.test(value)) return true;
    if (/^(false|0)$/i.test(value)) return false;
    return noteUnreadable(context, where, value, { vi: 'true hoặc false', en: 'true or false' });
  },
  write: (writer, name, value) => writer.leaf(name, String(value)),
};

function noteFlag(context: ReadContext, where: string, value: PacketDate | PacketTime): void {
  if (value.flag === 'impossible') {
    context.note('warning', 'date-impossible', where, {
      vi: `${where} ghi ${quote(value.text)}, ngày giờ không có thật; giữ nguyên chữ.`,
      en: `${where} says ${quote(value.text)}, which does not exist; kept as text.`,
    });
  } else if (value.flag === 'unreadable') {
    context.note('warning', 'date-unreadable', where, {
      vi: `${where} ghi ${quote(value.text)}, không phải dạng năm/tháng/ngày; giữ nguyên chữ.`,
      en: `${where} says ${quote(value.text)}, which is not year/month/day; kept as text.`,
    });
  }
}

export const date: Codec<PacketDate> = {
  read: (element, context, where) => {
    const value = textOf(element);
    if (value === undefined) return undefined;
    const read = readPacketDate(value);
    noteFlag(context, where, read);
    return read;
  },
  write: (writer, name, value) => writer.leaf(name, writePacketDate(value)),
};

export const time: Codec<PacketTime> = {
  read: (element, context, where) => {
    const value = textOf(element);
    if (value === undefined) return undefined;
    const read = readPacketTime(value);
    noteFlag(context, where, read);
    return read;
  },
  write: (writer, name, value) => writer.leaf(name, writePacketTime(value)),
};

/** A code of a closed list; another refuses the packet. `codes` maps ours to the wire's. */
export function closedList<T extends string>(codes: Readonly<Record<T, string>>, width: number, code: string): Codec<T> {
  const ours = new Map(Object.entries<string>(codes).map(([mine, wire]) => [wire, mine as T]));
  return {
    read: (element, context, where) => {
      const value = textOf(element);
      if (value === undefined) return undefined;
      const found = ours.get(value.padStart(width, '0'));
      if (found === undefined) {
        context.refuse(code, where, {
          vi: `${where} ghi ${quote(value)}, không có trong các mã ${[...ours.keys()].join(', ')}.`,
          en: `${where} says ${quote(value)}, which is none of ${[...ours.keys()].join(', ')}.`,
        });
      }
      // Any value will do for the rest of a packet that is refused already; undefined would add "missing".
      return found ?? (ours.values().next().value as T);
    },
    write: (writer, name, value) => writer.leaf(name, codes[value]),
  };
}
