import Header from '@cloudscape-design/components/header';
import type { DeskRoute } from '../../../../lib/desk/route';

interface SeriesViewProps {
  readonly route: Extract<DeskRoute, { view: 'findings-series' }>;
}

/** The findings of the builds of an image, or of a pipeline, one after the other. */
export function SeriesView(_: SeriesViewProps) {
  return <Header variant="h1">Findings of builds</Header>;
}
