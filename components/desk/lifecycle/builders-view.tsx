import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import type { Identity } from '../../../lib/credentials/identity';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';
import type { WishOf } from '../../../lib/lifecycle/wish';
import { scopeKey, type Scope } from '../../../lib/scope';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { ScopeFields } from '../scope-fields';
import { WithCredentials } from '../with-credentials';
import { BuildersTable } from './builders-table';
import { LifecycleReview } from './lifecycle-review';
import { useBuilder } from './use-builder';

type Route = Extract<LifecycleRoute, { readonly view: 'builders' }>;

/** The image builders of an account in a Region, those first that a job has left behind. */
export function BuildersView({ route: { scope } }: { readonly route: Route }) {
  return (
    <SpaceBetween size="l">
      <Header
        key="header"
        variant="h1"
        description="The AppStream image builders of an account. Each costs by the hour while it runs, and what it stores costs until it is deleted."
      >
        Image builders
      </Header>
      <WithCredentials
        key="held"
        scope={scope}
        purpose="Add credentials of an AWS account to see its image builders."
      >
        {(identities) => <Chosen key={scopeKey(scope)} identities={identities} scope={scope} />}
      </WithCredentials>
    </SpaceBetween>
  );
}

/** The list, or the plan that ends some of it. */
function Chosen(props: { readonly identities: readonly Identity[]; readonly scope: Scope }) {
  const { identities, scope } = props;
  const { client, go } = useDesk();
  const [wish, setWish] = useState<WishOf<'end-builders'>>();
  const { loaded, reload } = useBuilder(scopeKey(scope), () =>
    client.call('cloning.builders', {}, { scope }),
  );
  if (wish) {
    return (
      <LifecycleReview
        scope={scope}
        asked={{ wish }}
        onBack={() => {
          setWish(undefined);
          reload();
        }}
      />
    );
  }
  return (
    <SpaceBetween size="l">
      <ScopeFields
        identities={identities}
        scope={scope}
        service="appstream2"
        onPick={(next) => go({ view: 'builders', scope: next })}
      />
      {loaded.state === 'problem' ? (
        <ProblemAlert problem={loaded.problem} scope={scope} onRetry={reload} />
      ) : (
        <BuildersTable
          scope={scope}
          listed={loaded}
          onEnd={(builders, end) => setWish({ act: 'end-builders', builders, end })}
        />
      )}
    </SpaceBetween>
  );
}
