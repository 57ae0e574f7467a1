import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'preact/hooks';
import { findRegion } from '../../../lib/aws/regions';
import { describePrincipal, hasExpired, type Identity } from '../../../lib/credentials/identity';
import { AccountName } from '../account-name';
import { NoCredentials } from '../no-credentials';
import { useDesk, useNow } from '../parts';
import { ProblemAlert } from '../problem-alert';
import { regionOption, servedOptions } from '../region-options';
import { useHeld } from '../use-held';
import { describeRegion, partitionNames } from '../words';
import { candidates, createChooseModel, type ChooseModel, type Question } from './model';

/** Asks, once for a tab, which account its page shows. */
export function ChooseView(question: Question) {
  const { client, dialog, closeWindow } = useDesk();
  const [model] = useState(() =>
    createChooseModel(question, client, () => {
      if (dialog) closeWindow();
    }),
  );
  const { held, reload } = useHeld();
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description="The page does not say which AWS account it shows. You are asked once for this tab."
      >
        Choose an account
      </Header>
      {held.state === 'loading' && <StatusIndicator type="loading">Loading…</StatusIndicator>}
      {held.state === 'problem' && <ProblemAlert problem={held.problem} onRetry={reload} />}
      {held.state === 'ready' && (
        <Asked
          model={model}
          question={question}
          identities={candidates(held.value, question.partition)}
        />
      )}
    </SpaceBetween>
  );
}

interface AskedProps {
  readonly model: ChooseModel;
  readonly question: Question;
  readonly identities: readonly Identity[];
}

function Asked({ model, question, identities }: AskedProps) {
  const { dialog, closeWindow } = useDesk();
  const choosing = model.choosing.value;
  if (choosing.state === 'chosen') {
    return (
      <Alert type="success" header={`The panel now shows account ${choosing.account}.`}>
        Go back to the page. You can close this one.
      </Alert>
    );
  }
  if (identities.length === 0) {
    return (
      <NoCredentials
        scope={undefined}
        missing={`Image Desk has no credentials of an account in ${partitionNames[question.partition]}.`}
        purpose="Add credentials of the account that the page shows, then choose it here."
      />
    );
  }
  return (
    <>
      <SpaceBetween size="l">
        {choosing.state === 'idle' && choosing.problem && (
          <ProblemAlert problem={choosing.problem} onRetry={() => void model.choose()} />
        )}
        <Container>
          <SpaceBetween size="l">
            <Accounts model={model} identities={identities} />
            <Place model={model} question={question} />
          </SpaceBetween>
        </Container>
        <Box color="text-body-secondary">
          Your choice only decides what is read. Before a change, you type the account ID.
        </Box>
      </SpaceBetween>
      <div class="desk-actions">
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {dialog && (
              <Button variant="link" onClick={closeWindow}>
                Cancel
              </Button>
            )}
            <Button
              variant="primary"
              loading={choosing.state === 'running'}
              disabled={model.account.value === undefined || model.region.value === undefined}
              onClick={() => void model.choose()}
            >
              Use this account
            </Button>
          </SpaceBetween>
        </Box>
      </div>
    </>
  );
}

function Accounts({ model, identities }: Pick<AskedProps, 'model' | 'identities'>) {
  const now = useNow();
  return (
    <FormField
      label="Which account does this page show?"
      description="Compare with the account menu of the console, at the top right."
      stretch
    >
      <RadioGroup
        value={model.account.value ?? null}
        items={identities.map((identity) => ({
          value: identity.account,
          label: <AccountName account={identity.account} />,
          description: `${describePrincipal(identity.arn)}${hasExpired(identity, now) ? ', expired' : ''}`,
        }))}
        onChange={({ detail }) => model.pick(detail.value)}
      />
    </FormField>
  );
}

function Place({ model, question }: Pick<AskedProps, 'model' | 'question'>) {
  if (question.region !== undefined) {
    return (
      <div>
        <Box variant="awsui-key-label">Region</Box>
        {describeRegion(question.region)}
      </div>
    );
  }
  const region = findRegion(model.region.value ?? '');
  return (
    <FormField label="Region" description="The page does not say that either.">
      <Select
        selectedOption={region ? regionOption(region) : null}
        placeholder="Choose a Region"
        // The page may be of either console, and Image Builder is wherever AppStream is.
        options={servedOptions(question.partition, 'imagebuilder')}
        onChange={({ detail }) => model.pickRegion(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
