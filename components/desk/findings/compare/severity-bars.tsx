import type { ReportSide } from '../../../../lib/findings/report';
import {
  nameOfSeverity,
  severities,
  shownSeverities,
  type Severity,
  type SeverityCounts,
} from '../../../../lib/findings/severity';
import { countOf, formatNumber } from '../../../../lib/words';
import { sideTitles } from './side-words';

interface SeverityBarsProps {
  readonly base: ReportSide;
  readonly target: ReportSide;
}

/**
 * The vulnerabilities of both builds by severity: as bars on one scale, as a share of the whole
 * would hide the worse image, and the same numbers as a table.
 */
export function SeverityBars({ base, target }: SeverityBarsProps) {
  const sides = [
    [sideTitles.base, base],
    [sideTitles.target, target],
  ] as const;
  const most = Math.max(1, base.totals.vulnerabilities, target.totals.vulnerabilities);
  return (
    <div>
      {/* The table says the same. */}
      <div class="compare-bars" aria-hidden="true">
        {sides.map(([title, { totals }]) => (
          <div key={title}>
            <div>
              <strong>{title}</strong> {countOf(totals.vulnerabilities, 'CVE')}
            </div>
            <Bar counts={totals.severities} most={most} />
          </div>
        ))}
      </div>
      <div class="compare-scroll" role="region" aria-label="CVEs by severity" tabIndex={0}>
        <table class="compare-table">
          <caption>CVEs by severity, suppressed ones among them</caption>
          <thead>
            <tr>
              <th scope="col">Severity</th>
              {sides.map(([title, { label }]) => (
                <th key={title} scope="col">
                  {title} <span class="compare-label">{label}</span>
                </th>
              ))}
              <th scope="col">Difference</th>
            </tr>
          </thead>
          <tbody>
            {shownSeverities(base.totals.severities, target.totals.severities).map((severity) => (
              <Row key={severity} severity={severity} base={base} target={target} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Bar({ counts, most }: { readonly counts: SeverityCounts; readonly most: number }) {
  const present = severities.filter((each) => counts[each] > 0);
  return (
    <div class="compare-bar">
      {present.map((severity) => {
        const count = counts[severity];
        const share = (100 * count) / most;
        const text = formatNumber(count);
        return (
          <div key={severity} class="compare-part" style={{ width: `${share}%` }}>
            <div class={`compare-block compare-severity-${severity}`} />
            {/* A number of which only a part fits would be another number. */}
            <div class="compare-number">{share >= 2 * text.length + 1 ? text : ''}</div>
          </div>
        );
      })}
    </div>
  );
}

function Row({ severity, base, target }: SeverityBarsProps & { readonly severity: Severity }) {
  const [before, after] = [base.totals.severities[severity], target.totals.severities[severity]];
  const difference = after - before;
  const amount = formatNumber(Math.abs(difference));
  return (
    <tr>
      <th scope="row">
        <span class={`compare-swatch compare-severity-${severity}`} aria-hidden="true" />
        {nameOfSeverity(severity)}
      </th>
      <td>{formatNumber(before)}</td>
      <td>{formatNumber(after)}</td>
      <td>{difference === 0 ? '0' : `${difference > 0 ? '+' : '−'}${amount}`}</td>
    </tr>
  );
}
