import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'preact/hooks';
import type { LockView } from '../../../../lib/operations/vault';
import type { Loaded } from '../../loader';
import { AccountName } from '../../account-name';
import { ProblemAlert } from '../../problem-alert';
import { ConfirmModal } from './confirm-modal';
import type { VaultModel } from './vault-model';
import { VaultOutcome } from './vault-outcome';
import { MakeForm, UnlockForm } from './vault-forms';

interface VaultSectionProps {
  readonly model: VaultModel;
  readonly view: Loaded<LockView>;
  readonly reload: () => void;
  /** Whether the company does not let credentials be kept on disk. */
  readonly forbidden: boolean;
  /** Whether the passphrase is what the person came for. */
  readonly focused: boolean;
}

/** The vault: credentials on disk, sealed by a passphrase, for those who want that. */
export function VaultSection(props: VaultSectionProps) {
  const { model, view, reload, forbidden, focused } = props;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Keeps credentials on this disk, sealed by a passphrase, until you come back."
          {...(view.state === 'ready' &&
            view.value.vault.state !== 'none' && { actions: <RemoveButton model={model} /> })}
        >
          Vault
        </Header>
      }
    >
      {/* Always there, because only what changes inside of it is read out. */}
      <div role="status" class="desk-said">
        <VaultOutcome
          model={model}
          state={view.state === 'ready' ? view.value.vault.state : undefined}
        />
      </div>
      <SpaceBetween size="m">
        {view.state === 'loading' && <StatusIndicator type="loading">Loading…</StatusIndicator>}
        {view.state === 'problem' && <ProblemAlert problem={view.problem} onRetry={reload} />}
        {view.state === 'ready' && forbidden && <Forbidden view={view.value} />}
        {view.state === 'ready' && !forbidden && (
          <Body model={model} view={view.value} focused={focused} />
        )}
      </SpaceBetween>
    </Container>
  );
}

function Body(props: {
  readonly model: VaultModel;
  readonly view: LockView;
  readonly focused: boolean;
}) {
  const { model, view, focused } = props;
  switch (view.vault.state) {
    case 'none':
      return <MakeForm model={model} />;
    case 'locked':
      return <UnlockForm model={model} accounts={view.vault.accounts.length} focused={focused} />;
    case 'open':
      return <Remembered model={model} view={view} />;
  }
}

/** Whose credentials are in the open vault. */
function Remembered({ model, view }: { readonly model: VaultModel; readonly view: LockView }) {
  const { accounts } = view.vault;
  return (
    <SpaceBetween size="s">
      {model.doing.value.state === 'idle' && (
        <StatusIndicator type="success">The vault is open</StatusIndicator>
      )}
      {accounts.length === 0 ? (
        <Box color="text-body-secondary">
          It holds no credentials yet. Choose Remember in vault in the table of credentials.
        </Box>
      ) : (
        <ul class="desk-plain-list" aria-label="Remembered accounts">
          {accounts.map((account) => (
            <li key={`${account.partition}/${account.account}`} class="desk-line">
              <div>
                <AccountName account={account.account} />
              </div>
              <Button
                variant="inline-link"
                ariaLabel={`Take out of the vault ${account.account}`}
                onClick={() => void model.forget(account)}
              >
                Take out of the vault
              </Button>
            </li>
          ))}
        </ul>
      )}
    </SpaceBetween>
  );
}

function Forbidden({ view }: { readonly view: LockView }) {
  return (
    <Alert type="info" header="Your company does not allow credentials to be kept on disk.">
      {view.vault.state === 'none'
        ? 'No vault can be made here.'
        : 'The vault that is here stays closed. You can delete it.'}
    </Alert>
  );
}

function RemoveButton({ model }: { readonly model: VaultModel }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>Delete the vault</Button>
      <ConfirmModal
        visible={asking}
        title="Delete the vault?"
        act="Delete the vault"
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void model.remove();
        }}
      >
        The remembered credentials are taken off this disk. Those that are held now stay until they
        end, and nothing changes in AWS.
      </ConfirmModal>
    </>
  );
}
