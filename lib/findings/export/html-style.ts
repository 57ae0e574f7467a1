/**
 * How the report looks: in light and dark, and on paper. Severities have the colours of Cloudscape's
 * badges. Source: @cloudscape-design/design-tokens.
 */
export const reportStyle = `
:root { color-scheme: light dark; --text: #0f141a; --back: #fff; --line: #c6c6cd; --head: #f6f6f9; --link: #006ce0;
  --critical: #870303; --on-critical: #f9f9fa; --high: #ce3311; --on-high: #f9f9fa; }
@media (prefers-color-scheme: dark) {
  :root { --text: #dedee3; --back: #161d26; --line: #424650; --head: #1b232d; --link: #42b4ff;
    --critical: #d63f38; --on-critical: #000; --high: #fe6e73; --on-high: #0f141a; }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 1.5rem; font: 14px/1.45 'Open Sans', system-ui, sans-serif; color: var(--text); background: var(--back); }
a { color: var(--link); }
h1 { font-size: 1.5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; overflow-wrap: anywhere; }
thead th { background: var(--head); }
.rows { width: 100%; min-width: 60rem; }
.severity { display: inline-block; padding: 0 0.4rem; border-radius: 4px; background: #656871; color: #f9f9fa; }
.critical { background: var(--critical); color: var(--on-critical); }
.high { background: var(--high); color: var(--on-high); }
.medium { background: #f89256; color: #0f141a; }
.low { background: #f2cd54; color: #0f141a; }
@media print {
  :root { --text: #000; --back: #fff; --line: #999; --head: #eee; --link: #000; --critical: #870303; --on-critical: #f9f9fa; --high: #ce3311; --on-high: #f9f9fa; }
  body { padding: 0; font-size: 9pt; }
  .table { overflow: visible; }
  .rows { min-width: 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  .severity { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

/** The SHA-256 of that, in Base64, by which the report's own policy knows its style. */
export const reportStyleHash = 'zlKaERCSSCcAldNzbQBl5WCRJ5QUNYDPBtiCWNeqhUE=';
