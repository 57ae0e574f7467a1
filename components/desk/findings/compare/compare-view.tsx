import Header from '@cloudscape-design/components/header';
import type { DeskRoute } from '../../../../lib/desk/route';

interface CompareViewProps {
  readonly route: Extract<DeskRoute, { view: 'findings-compare' }>;
}

/** The findings of two builds side by side. */
export function CompareView(_: CompareViewProps) {
  return <Header variant="h1">Compare findings</Header>;
}
