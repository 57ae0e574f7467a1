import Header from '@cloudscape-design/components/header';

/** What Image Desk has changed and refused. */
export function ActivityView() {
  return <Header variant="h1">Activity</Header>;
}
