import Table from '@cloudscape-design/components/table';
import type { CvssScore } from '../../../../../lib/findings/finding';
import type { Vulnerability } from '../../../../../lib/findings/vulnerability';

interface ScoreRow extends CvssScore {
  readonly key: string;
  readonly who: string;
}

/** The score of Amazon Inspector beside those that it comes from, and what it changed of them. */
export function Scores({
  vulnerability: { score, details },
}: {
  readonly vulnerability: Vulnerability;
}) {
  const { scoreDetails, cvss = [] } = details;
  const own: ScoreRow = {
    key: 'own',
    who: 'Amazon Inspector',
    ...(score !== undefined && { score }),
    ...(scoreDetails?.version !== undefined && { version: scoreDetails.version }),
    ...(scoreDetails?.vector !== undefined && { vector: scoreDetails.vector }),
  };
  const others = cvss.map((each, index) => ({
    ...each,
    key: String(index),
    who: each.source ?? 'Not reported',
  }));
  return (
    <>
      <Table
        variant="embedded"
        items={[own, ...others]}
        trackBy="key"
        wrapLines
        ariaLabels={{ tableLabel: 'Scores' }}
        columnDefinitions={[
          { id: 'who', header: 'Score of', isRowHeader: true, cell: ({ who }) => who },
          { id: 'score', header: 'Score', cell: (row) => row.score ?? 'Not scored' },
          { id: 'version', header: 'CVSS version', cell: ({ version }) => version ?? '–' },
          {
            id: 'vector',
            header: 'Vector',
            cell: ({ vector }) => <span class="desk-who">{vector ?? '–'}</span>,
          },
        ]}
      />
      {scoreDetails && scoreDetails.adjustments.length > 0 && (
        <>
          <p>Amazon Inspector adjusted the score:</p>
          <ul class="desk-list">
            {scoreDetails.adjustments.map(({ metric, reason }) => (
              <li key={`${metric} ${reason}`}>
                {metric}
                {reason !== undefined && `: ${reason}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
