import type { ComponentChildren } from 'preact';
import { uiMessages } from './messages.ts';
import { useMessages } from './page-context.ts';

export interface Column<Row> {
  /** Also the card's label on a phone. */
  readonly title: string;
  readonly cell: (row: Row, index: number) => ComponentChildren;
  /** `end` for numbers. */
  readonly align?: 'end';
  /** For numbers and codes that should stay in one piece. */
  readonly nowrap?: boolean;
  /** The cell that names its row; one column should. */
  readonly rowHeader?: boolean;
  /** Link that sorts by this column, and how it is sorted now. */
  readonly sortUrl?: string | undefined;
  readonly sorted?: 'ascending' | 'descending' | undefined;
}

export interface Selection<Row> {
  /** Name of the checkboxes; each sends its row's value. Put the table in a `Form`. */
  readonly name: string;
  readonly value: (row: Row) => string;
  /** What the row is called, for readers who hear "Chọn …". */
  readonly label: (row: Row) => string;
}

export interface TableProps<Row> {
  readonly caption: string;
  /** The caption is still read out; hide it where a heading just above says the same. */
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Where Enter leads, for the keyboard island. */
  readonly rowUrl?: (row: Row) => string;
  readonly selection?: Selection<Row> | undefined;
  /** Shown instead of an empty table. */
  readonly empty?: ComponentChildren;
}

function HeaderCell<Row>({ column }: { readonly column: Column<Row> }) {
  return (
    <th role="columnheader" scope="col" data-align={column.align} {...(column.sorted ? { 'aria-sort': column.sorted } : {})}>
      {column.sortUrl ? (
        <a class="mc-sort" href={column.sortUrl} data-sorted={column.sorted}>
          {column.title}
        </a>
      ) : (
        column.title
      )}
    </th>
  );
}

function Cell<Row>({ column, row, index }: { readonly column: Column<Row>; readonly row: Row; readonly index: number }) {
  const content = column.cell(row, index);
  const common = { 'data-label': column.title, 'data-align': column.align, 'data-nowrap': column.nowrap };
  return column.rowHeader ? (
    <th role="rowheader" scope="row" {...common}>
      {content}
    </th>
  ) : (
    <td role="cell" {...common}>
      <span class="mc-cell">{content}</span>
    </td>
  );
}

function SelectCell<Row>({ selection, row }: { readonly selection: Selection<Row>; readonly row: Row }) {
  const m = useMessages(uiMessages);
  return (
    <td role="cell" class="mc-table__select">
      <input
        class="ds-input"
        type="checkbox"
        name={selection.name}
        value={selection.value(row)}
        aria-label={m.selectRow(selection.label(row))}
      />
    </td>
  );
}

/** Rows and columns; below 50 rem each row becomes a card. The roles are spelt out because `display: block` takes them away. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, captionHidden, columns, rows, rowKey, rowUrl, selection, empty } = props;
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <table class="ds-table mc-table" role="table" data-color="neutral">
      <caption class={captionHidden ? 'ds-sr-only' : 'mc-caption'}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {selection ? <td role="cell" /> : null}
          {columns.map((column, index) => (
            <HeaderCell key={index} column={column} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row, index) => (
          <tr key={rowKey(row)} role="row" data-row={rowKey(row)} data-url={rowUrl?.(row)}>
            {selection ? <SelectCell selection={selection} row={row} /> : null}
            {columns.map((column, at) => (
              <Cell key={at} column={column} row={row} index={index} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
