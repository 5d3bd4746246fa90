export interface CodeBlockProps {
  /** Shown as it stands, line ends included. */
  readonly text: string;
  /** What it is, for those who cannot see that it is a box to scroll. */
  readonly label: string;
}

/** Commands or data to copy; scrolls by itself instead of widening the page. */
export function CodeBlock({ text, label }: CodeBlockProps) {
  return (
    <pre class="mc-code" tabindex={0} role="region" aria-label={label}>
      <code>{text}</code>
    </pre>
  );
}
