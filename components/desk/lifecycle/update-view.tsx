import Header from '@cloudscape-design/components/header';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';

type Route = Extract<LifecycleRoute, { readonly view: 'images-act' }>;

/** Not there yet. */
export function UpdateView({ route }: { readonly route: Route }) {
  return <Header variant="h1">{route.scope.account}</Header>;
}
