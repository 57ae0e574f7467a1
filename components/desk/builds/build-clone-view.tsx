import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { obstacleToCloning } from '../../../lib/builds/acts';
import { labelOfBuild } from '../../../lib/builds/arn';
import type { CloneFacts } from '../../../lib/builds/clone/clone';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';
import type { InputOf } from '../../../lib/operations/registry';
import { createLoader } from '../loader';
import { useDesk, useLeave } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { CloneFields } from './build-clone-fields';
import { firstForm } from './build-clone-form';
import { BuildReview } from './build-review';

type Route = Extract<LifecycleRoute, { readonly view: 'build-clone' }>;

/** A clone of a build: what it needs to know, its plan, and its job. */
export function BuildCloneView({ route }: { readonly route: Route }) {
  const { client } = useDesk();
  const { scope, build } = route;
  const model = useMemo(
    () => createLoader(() => client.call('build-cloning.recipe', { build }, { scope })),
    // One reading for each time that the view is shown.
    [client],
  );
  useEffect(() => void model.load(), [model]);
  const loaded = model.loaded.value;
  const refusal =
    loaded.state === 'ready' ? obstacleToCloning(loaded.value.build, scope.account) : undefined;
  const problem =
    refusal === undefined
      ? loaded.state === 'problem' && loaded.problem
      : ({ kind: 'not-available', detail: refusal } as const);
  return (
    <SpaceBetween size="l">
      <Header
        key="header"
        variant="h1"
        description={`Makes a new version of the recipe of ${labelOfBuild(build)} with more components, and builds an image of it. Nothing changes before you confirm.`}
      >
        Clone image
      </Header>
      {loaded.state === 'loading' && (
        <StatusIndicator key="loading" type="loading">
          Reading the image and its recipe…
        </StatusIndicator>
      )}
      {problem && (
        <ProblemAlert
          key="problem"
          problem={problem}
          scope={scope}
          onRetry={() => void model.load()}
        />
      )}
      {loaded.state === 'ready' && refusal === undefined && (
        <Cloning key="cloning" route={route} facts={loaded.value} />
      )}
    </SpaceBetween>
  );
}

function Cloning({ route, facts }: { readonly route: Route; readonly facts: CloneFacts }) {
  const { scope, chosen } = route;
  const leave = useLeave({ view: 'jobs', scope });
  const [form, setForm] = useState(() => firstForm(facts, scope.account));
  const [wish, setWish] = useState<InputOf<'build-cloning.plan'>>();
  return wish ? (
    <BuildReview
      key="review"
      scope={scope}
      request={{ operation: 'build-cloning.plan', input: wish }}
      confirmAccount={chosen}
      onBack={(over) => (over ? leave() : setWish(undefined))}
    />
  ) : (
    <CloneFields
      key="fields"
      scope={scope}
      facts={facts}
      form={form}
      onChange={(change) => setForm({ ...form, ...change })}
      onPlan={setWish}
      onLeave={leave}
    />
  );
}
