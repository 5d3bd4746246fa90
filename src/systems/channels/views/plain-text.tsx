/** Plain text as it was written: paragraphs and line breaks. */
export function PlainText({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/\n{2,}/).map((paragraph, index) => (
        <p key={`${index}`}>{paragraph.split('\n').flatMap((line, at) => (at === 0 ? [line] : [<br key={`${at}`} />, line]))}</p>
      ))}
    </>
  );
}
