import Header from '@cloudscape-design/components/header';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';

type Route = Extract<LifecycleRoute, { readonly view: 'clean-up' }>;

/** Not there yet. */
export function CleanUpView({ route }: { readonly route: Route }) {
  return <Header variant="h1">{route.scope.account}</Header>;
}
