import Header from '@cloudscape-design/components/header';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';

type Route = Extract<LifecycleRoute, { readonly view: 'image-act' }>;

/** Not there yet. */
export function ExportView({ route }: { readonly route: Route }) {
  return <Header variant="h1">{route.scope.account}</Header>;
}
