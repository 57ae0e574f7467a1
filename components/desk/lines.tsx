import Box from '@cloudscape-design/components/box';

/** How many of a list are told one by one. */
const mostShown = 100;

/** What would become of some entries of a file, one line each; nothing when there are none. */
export function Lines(props: { readonly title: string; readonly lines: readonly string[] }) {
  const { title, lines } = props;
  if (lines.length === 0) return null;
  return (
    <div>
      <Box variant="h3">{`${title} (${lines.length})`}</Box>
      <ul class="desk-list">
        {lines.slice(0, mostShown).map((line, index) => (
          <li key={index}>{line}</li>
        ))}
        {lines.length > mostShown && <li key="more">{`and ${lines.length - mostShown} more`}</li>}
      </ul>
    </div>
  );
}
