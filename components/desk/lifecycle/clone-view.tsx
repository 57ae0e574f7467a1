import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useMemo, useState } from 'preact/hooks';
import {
  availableApplications,
  type ApplicationRepository,
} from '../../../lib/applications/repository';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';
import type { Image, ImageRef } from '../../../lib/images/image';
import type { RegionState } from '../../../lib/lifecycle/region-state';
import type { Problem } from '../../../lib/problems/problem';
import type { Scope } from '../../../lib/scope';
import { CloseAction } from '../form-actions';
import { createLoader } from '../loader';
import { useDesk } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { useLive, type Question } from '../use-live';
import { ActFrame, type ActFormProps } from './act-frame';
import type { CloneFacts, CloneForm } from './clone-entry';
import { CloneFields } from './clone-fields';
import { findSource, obstacleToCloning, startCloneForm } from './clone-form';
import { CloneSource } from './clone-source';
import { useNetworks } from './use-networks';
import { factsOf, useRegion } from './use-region';

type Route = Extract<LifecycleRoute, { readonly view: 'image-act' }>;

/** Makes a new image from an image: with more applications, or as it is. */
export function CloneView({ route }: { readonly route: Route }) {
  const { scope, image, chosen } = route;
  return (
    <ActFrame
      act="clone"
      description="Makes a new image from this one."
      scope={scope}
      chosen={chosen}
    >
      {(props) => <Cloning scope={scope} image={image} {...props} />}
    </ActFrame>
  );
}

const question: Question<ApplicationRepository> = {
  ask: (client) => client.call('applications.list', {}),
  after: ['applications-changed'],
};

interface CloningProps extends ActFormProps {
  readonly scope: Scope;
  readonly image: ImageRef;
}

/** What was entered, for as long as the view is there, whatever is read again meanwhile. */
function Cloning({ scope, image, ...props }: CloningProps) {
  const [form, setForm] = useState<CloneForm>();
  const region = useRegion(scope);
  const { loaded: repository, reload } = useLive(question);
  const problem = [region.loaded, repository].find((each) => each.state === 'problem')?.problem;
  if (problem) {
    const again = () => {
      region.reload();
      reload();
    };
    return <Closed problem={problem} scope={scope} onRetry={again} onLeave={props.onLeave} />;
  }
  if (region.loaded.state !== 'ready' || repository.state !== 'ready') return <Reading />;
  const source = findSource(region.loaded.value.images, image, scope.account);
  if (!source) {
    const gone: Problem = { kind: 'not-found', what: `Image ${image.name}` };
    return <Closed problem={gone} scope={scope} onRetry={region.reload} onLeave={props.onLeave} />;
  }
  return (
    <Known
      key={source.arn}
      scope={scope}
      source={source}
      state={region.loaded.value}
      repository={repository.value}
      form={form}
      onForm={setForm}
      {...props}
    />
  );
}

interface KnownProps extends ActFormProps {
  readonly scope: Scope;
  readonly source: Image;
  readonly state: RegionState;
  readonly repository: ApplicationRepository;
  readonly form: CloneForm | undefined;
  readonly onForm: (form: CloneForm) => void;
}

function Known(props: KnownProps) {
  const { scope, source, state, repository, form, onForm, onPlan, onLeave } = props;
  const tags = useTags(scope, source);
  const [open, setOpen] = useState(false);
  const networks = useNetworks(scope, open);
  const applications = useMemo(() => availableApplications(repository), [repository]);
  if (tags.state === 'loading') return <Reading />;
  const facts: CloneFacts = {
    source,
    // Whoever may not read them can still clone the image.
    sourceTags: tags.state === 'ready' ? tags.value : [],
    region: factsOf(scope, state),
    applications,
    networks: networks.loaded.state === 'ready' ? networks.loaded.value : undefined,
  };
  const obstacle = obstacleToCloning(facts);
  return (
    <SpaceBetween size="l">
      <CloneSource key="source" image={source} scope={scope} />
      {obstacle === undefined ? (
        <CloneFields
          key="fields"
          facts={facts}
          builders={state.builders}
          networks={networks}
          tagsProblem={tags.state === 'problem' ? tags.problem : undefined}
          open={open}
          onOpen={setOpen}
          form={form ?? startCloneForm(facts)}
          onForm={onForm}
          onPlan={onPlan}
          onLeave={onLeave}
        />
      ) : (
        <div key="obstacle" role="alert">
          <Alert type="error" header="This image cannot be cloned.">
            {obstacle}
          </Alert>
          <CloseAction onLeave={onLeave} />
        </div>
      )}
    </SpaceBetween>
  );
}

/** The tags of an own image; those of another account's are its owner's alone. */
function useTags(scope: Scope, { name, arn, owner }: Image) {
  const { client } = useDesk();
  const own = owner === scope.account;
  const model = useMemo(
    () => createLoader(() => client.call('images.tags', { image: { name, arn } }, { scope })),
    // The image of an ARN is in one scope.
    [client, arn],
  );
  useEffect(() => {
    if (own) void model.load();
  }, [model, own]);
  return own ? model.loaded.value : ({ state: 'ready', value: [] } as const);
}

function Reading() {
  return <StatusIndicator type="loading">Reading the image and what is beside it…</StatusIndicator>;
}

function Closed(props: {
  readonly problem: Problem;
  readonly scope: Scope;
  readonly onRetry: () => void;
  readonly onLeave: () => void;
}) {
  const { problem, scope, onRetry, onLeave } = props;
  return (
    <>
      <ProblemAlert problem={problem} scope={scope} onRetry={onRetry} />
      <CloseAction onLeave={onLeave} />
    </>
  );
}
