import Badge from '@cloudscape-design/components/badge';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { otherFindings } from '../../../lib/builds/describe';
import type { FindingCounts } from '../../../lib/findings/finding';
import { nameOfSeverity, type Severity } from '../../../lib/findings/severity';

/** A severity in its word and the console's colour. */
export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  return <Badge color={colourOf(severity)}>{nameOfSeverity(severity)}</Badge>;
}

function colourOf(severity: Severity) {
  switch (severity) {
    case 'critical':
    case 'high':
    case 'medium':
    case 'low':
      return `severity-${severity}` as const;
    default:
      return 'severity-neutral';
  }
}

/** How many findings a build has by severity; AWS counts the less severe ones together. */
export function CountBadges({ counts }: { readonly counts: FindingCounts | null }) {
  if (!counts) return <>Not counted</>;
  const other = otherFindings(counts);
  return (
    <SpaceBetween direction="horizontal" size="xxs">
      {(['critical', 'high', 'medium'] as const).map(
        (severity) =>
          counts[severity] > 0 && (
            <Badge key={severity} color={`severity-${severity}`}>
              {`${counts[severity]} ${severity}`}
            </Badge>
          ),
      )}
      {other > 0 && <Badge key="other" color="severity-neutral">{`${other} other`}</Badge>}
      <span key="all">{`${counts.all} in all`}</span>
    </SpaceBetween>
  );
}
