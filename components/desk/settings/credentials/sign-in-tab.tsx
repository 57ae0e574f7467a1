import { signal } from '@preact/signals';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { findRegion } from '../../../../lib/aws/regions';
import type { Portal } from '../../../../lib/credentials/sign-in';
import type { Scope } from '../../../../lib/scope';
import { useDesk, useEvents } from '../../parts';
import { ProblemAlert } from '../../problem-alert';
import { groupedOptions, regionOption } from '../../region-options';
import { describeRegion } from '../../words';
import { createSignInModel, type SignInModel } from './sign-in-model';
import { PortalAccounts } from './portal-accounts';
import { TakenResult } from './taken-result';
import { Waiting } from './waiting';

/** The portal of last time, until the document is closed. It is written nowhere. */
const remembered = signal<Portal | undefined>(undefined);

/** Signs in through IAM Identity Center. */
export function SignInTab({ scope }: { readonly scope: Scope | undefined }) {
  const { client, requestHostAccess, later } = useDesk();
  const [model] = useState(() =>
    createSignInModel({
      client,
      requestHostAccess,
      later,
      remembered,
      workRegion: scope?.region,
    }),
  );
  useEffect(() => {
    void model.load();
    // Back from the page on which it was confirmed.
    const look = () => {
      if (!document.hidden) void model.load();
    };
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      model.stop();
    };
  }, [model]);
  useEvents(useCallback((event) => model.hear(event), [model]));
  return (
    <>
      {/* Always there, because only what changes inside of it is read out. */}
      <div role="status" class="desk-said">
        <TakenResult model={model} />
      </div>
      <State model={model} />
    </>
  );
}

function State({ model }: { readonly model: SignInModel }) {
  const signIn = model.signIn.value;
  if (signIn.state === 'loading') {
    return <StatusIndicator type="loading">Loading…</StatusIndicator>;
  }
  if (signIn.state === 'problem') {
    return <ProblemAlert problem={signIn.problem} onRetry={() => void model.load()} />;
  }
  switch (signIn.value.state) {
    case 'waiting':
      return <Waiting model={model} waiting={signIn.value} />;
    case 'signed-in':
      return <PortalAccounts model={model} portal={signIn.value.portal} />;
    case 'failed':
      return (
        <SpaceBetween size="l">
          <ProblemAlert problem={signIn.value.problem} onRetry={() => void model.start()} />
          <PortalForm model={model} />
        </SpaceBetween>
      );
    case 'none':
      return <PortalForm model={model} />;
  }
}

function PortalForm({ model }: { readonly model: SignInModel }) {
  const region = findRegion(model.region.value);
  return (
    <SpaceBetween size="l">
      <Box color="text-body-secondary">
        You sign in on a page of AWS, in a tab of its own. Image Desk gets credentials of the roles
        that you pick, and is signed out again.
      </Box>
      <ColumnLayout columns={2}>
        <FormField
          label="Start URL"
          description="The address of your access portal."
          errorText={model.urlError.value}
        >
          <Input
            value={model.startUrl.value}
            placeholder="https://d-1234567890.awsapps.com/start"
            inputMode="url"
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => model.typeUrl(detail.value)}
          />
        </FormField>
        <FormField label="Identity Center Region" description="Where your IAM Identity Center is.">
          <Select
            selectedOption={region ? regionOption(region) : null}
            options={groupedOptions(['aws', 'aws-us-gov', 'aws-cn'])}
            filteringType="auto"
            filteringAriaLabel="Find a Region"
            onChange={({ detail }) => model.chooseRegion(detail.selectedOption.value ?? '')}
          />
        </FormField>
      </ColumnLayout>
      <div>
        <Button
          variant="primary"
          loading={model.starting.value.state === 'running'}
          disabled={!model.ready.value}
          onClick={() => void model.start()}
        >
          Sign in
        </Button>
        <div role="status" class="desk-status">
          <Started model={model} />
        </div>
      </div>
    </SpaceBetween>
  );
}

function Started({ model }: { readonly model: SignInModel }) {
  const starting = model.starting.value;
  if (starting.state === 'denied') {
    return (
      <Alert type="warning" header="The browser was not allowed to reach IAM Identity Center.">
        Nothing was sent. Press Sign in again and allow access to{' '}
        {describeRegion(model.region.value)}.
      </Alert>
    );
  }
  return starting.state === 'problem' ? (
    <ProblemAlert problem={starting.problem} onRetry={() => void model.start()} />
  ) : null;
}
