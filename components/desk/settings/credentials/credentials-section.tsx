import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LockView } from '../../../../lib/operations/vault';
import { defaultSafety } from '../../../../lib/safety/settings';
import type { Scope } from '../../../../lib/scope';
import type { Loaded } from '../../loader';
import { useDesk } from '../../parts';
import { useLockView } from '../../use-lock-view';
import { useSafety } from '../../use-safety';
import { useWhenHidden } from '../../use-when-hidden';
import { AccessSection } from './access';
import { AddSection, type AddTab } from './add-section';
import { HeldTable } from './held-table';
import { LockedNotice, LockSection } from './lock-section';
import { createVaultModel } from './vault-model';
import { VaultSection } from './vault-section';

/** The held credentials, where they come from, how they are kept, and what may be reached. */
export function CredentialsSection({ scope }: { readonly scope: Scope | undefined }) {
  const { client } = useDesk();
  const { safety } = useSafety();
  const { idleMinutes, holdHours, vaultForbidden } =
    safety.state === 'ready' ? safety.value.effective : { ...defaultSafety, vaultForbidden: false };
  const { view, reload } = useLockView();
  const [model] = useState(() => createVaultModel(client));
  useWhenHidden(model.clear);
  const { first, cameLocked } = useVaultPlace(view);
  const [tab, setTab] = useAddTab();
  const adding = useRef<HTMLDivElement>(null);
  const goAdd = () => {
    adding.current?.scrollIntoView({ block: 'start' });
    adding.current?.focus({ preventScroll: true });
  };
  const vault = (
    <VaultSection
      key="vault"
      model={model}
      view={view}
      reload={reload}
      forbidden={vaultForbidden}
      focused={cameLocked}
    />
  );
  return (
    // Without keys what comes or goes above would make what is below anew, with all that was typed.
    <SpaceBetween size="l">
      {view.state === 'ready' && <LockedNotice key="notice" view={view.value} />}
      {first && vault}
      <HeldTable
        key="held"
        lock={view.state === 'ready' ? view.value : undefined}
        vaultForbidden={vaultForbidden}
        onAdd={goAdd}
      />
      <AddSection key="add" scope={scope} tab={tab} onTab={setTab} place={adding} />
      {!first && vault}
      <LockSection key="lock" scope={scope} idleMinutes={idleMinutes} holdHours={holdHours} />
      <AccessSection key="access" scope={scope} />
    </SpaceBetween>
  );
}

/** A vault that is locked, or was since the page was opened, comes first, and stays there. */
function useVaultPlace(view: Loaded<LockView>): {
  readonly first: boolean;
  /** Whether it was locked when the page was opened: to unlock is what people come for then. */
  readonly cameLocked: boolean;
} {
  const seen = useRef<{ readonly cameLocked: boolean; first: boolean }>(null);
  if (view.state === 'ready') {
    const locked = view.value.vault.state === 'locked';
    seen.current ??= { cameLocked: locked, first: locked };
    if (locked) seen.current.first = true;
  }
  return seen.current ?? { first: false, cameLocked: false };
}

/** The chosen way to add credentials. A sign-in that is under way is shown by itself. */
function useAddTab(): readonly [AddTab, (tab: AddTab) => void] {
  const { client } = useDesk();
  const [tab, setTab] = useState<AddTab>();
  useEffect(() => {
    const look = async () => {
      const answer = await client.call('sign-in.state', {});
      const state = answer.ok ? answer.value.value.state : 'none';
      if (state === 'waiting' || state === 'signed-in') setTab((now) => now ?? 'identity-center');
    };
    void look();
  }, [client]);
  return [tab ?? 'paste', setTab];
}
