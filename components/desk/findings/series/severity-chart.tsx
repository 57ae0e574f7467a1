import Box from '@cloudscape-design/components/box';
import { useEffect, useRef } from 'preact/hooks';
import { otherFindings } from '../../../../lib/builds/describe';
import type { CountedBuild } from '../../../../lib/findings/scan';
import { shortBuild } from '../words';

const parts = ['critical', 'high', 'medium', 'other'] as const;

const names = { critical: 'Critical', high: 'High', medium: 'Medium', other: 'Other' } as const;

const height = 200;
const barWidth = 44;
const step = 64;
const gap = 2;
/** The lowest segment in which a number can be read. */
const readable = 14;

/**
 * The findings of builds as stacked bars, the oldest build on the left, critical at the base. What
 * it shows is in the table below it too, which assistive technology reads in its place.
 */
export function SeverityChart({
  builds,
}: {
  /** The oldest first. */ readonly builds: readonly CountedBuild[];
}) {
  const most = Math.max(1, ...builds.map(({ counts }) => counts?.all ?? 0));
  const width = builds.length * step;
  const frame = useRef<HTMLDivElement>(null);
  // Where not all of it fits, the newest builds are what is looked for.
  useEffect(() => {
    const shown = frame.current;
    if (shown) shown.scrollLeft = shown.scrollWidth;
  }, [width]);
  return (
    <div>
      <div
        ref={frame}
        class="findings-chart"
        role="region"
        aria-label="Chart of findings by severity"
        tabIndex={0}
      >
        <svg
          role="img"
          aria-label="Findings by severity over the builds; the table has the same numbers"
          width={width}
          height={height + 52}
          viewBox={`0 -16 ${width} ${height + 52}`}
        >
          {builds.map((each, index) => (
            <Bar key={each.build.arn} counted={each} x={index * step} most={most} />
          ))}
          <line class="findings-axis" x1={0} x2={width} y1={height} y2={height} />
        </svg>
      </div>
      <Box color="text-body-secondary" fontSize="body-s">
        <span class="findings-legend">
          {parts.map((part) => (
            <span key={part}>
              <span class={`findings-mark findings-${part}`} aria-hidden="true" />
              {` ${names[part]} `}
            </span>
          ))}
        </span>
        Numbers are findings, as AWS counts them. “Other” are those of which it does not tell the
        severity.
      </Box>
    </div>
  );
}

function Bar(props: { readonly counted: CountedBuild; readonly x: number; readonly most: number }) {
  const { counted, x, most } = props;
  const { build, counts } = counted;
  const middle = x + step / 2;
  const label = (
    <text key="label" class="findings-label" x={middle} y={height + 18}>
      {shortBuild(build)}
    </text>
  );
  if (!counts) {
    return (
      <g>
        <text class="findings-label" x={middle} y={height - 22}>
          Not
        </text>
        <text class="findings-label" x={middle} y={height - 8}>
          counted
        </text>
        {label}
      </g>
    );
  }
  const numbers = { ...counts, other: otherFindings(counts) };
  let top = height;
  const segments = parts
    .filter((part) => numbers[part] > 0)
    .map((part) => {
      const tall = (numbers[part] / most) * height;
      top -= tall;
      return { part, y: top, tall, count: numbers[part] };
    });
  return (
    <g>
      {segments.map(({ part, y, tall, count }) => (
        <g key={part}>
          <rect
            class={`findings-${part}`}
            x={middle - barWidth / 2}
            y={y}
            width={barWidth}
            height={Math.max(1, tall - gap)}
          />
          {tall >= readable && (
            <text class={`findings-number findings-on-${part}`} x={middle} y={y + tall / 2 + 3}>
              {count}
            </text>
          )}
        </g>
      ))}
      <text class="findings-label" x={middle} y={top - 4}>
        {counts.all}
      </text>
      {label}
    </g>
  );
}
