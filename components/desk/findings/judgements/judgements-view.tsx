import Header from '@cloudscape-design/components/header';

/** What was recorded about vulnerabilities, and the rules of the gate. */
export function JudgementsView() {
  return <Header variant="h1">Judgements and gate</Header>;
}
