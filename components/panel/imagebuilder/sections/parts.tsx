import type { ComponentChildren } from 'preact';
import type { AccountNames } from '../../../../lib/accounts/alias';
import {
  buildTone,
  describeBuildStatus,
  describeWorkflowStatus,
  notReported,
  workflowTone,
} from '../../../../lib/builds/describe';
import { describeTime } from '../../../../lib/images/describe';
import type { Tags } from '../../../../lib/images/image';
import type { AccountId } from '../../../../lib/scope';
import { AccountName } from '../../../light/account-name';
import { StatusIndicator } from '../../../light/status-indicator';
import { Table } from '../../../light/table';

/** A name with its value, as `KeyValues` shows it. */
export interface Fact {
  readonly key: string;
  readonly value: ComponentChildren;
}

/** What the console always shows: without a value it says that AWS reports none. */
export function always(key: string, value: ComponentChildren): Fact {
  return { key, value: isSet(value) ? value : notReported };
}

/** What is shown only where it is set. */
export function whenSet(key: string, value: ComponentChildren): readonly Fact[] {
  return isSet(value) ? [{ key, value }] : [];
}

function isSet(value: ComponentChildren): boolean {
  return value !== undefined && value !== false && value !== '';
}

/** Stands in a cell for what there is nothing of. */
export const nothing = '–';

interface LinkedProps {
  /** Without an address it is only text. */
  readonly to: string | undefined;
  readonly children: string;
}

/** A text that leads to a page of its own tab, where the page is known. */
export function Linked({ to, children }: LinkedProps) {
  if (to === undefined) return <>{children}</>;
  return (
    <a href={to} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

/** The latest time that a date can be, in epoch milliseconds. */
const latest = 8.64e15;

/** A time; without one that makes sense, that AWS reports none. Epoch milliseconds. */
export function At({ time }: { readonly time: number | undefined }) {
  if (time === undefined || !(Math.abs(time) <= latest)) return <>{notReported}</>;
  return <time dateTime={new Date(time).toISOString()}>{describeTime(time)}</time>;
}

/** The status of a build. */
export function BuildStatus({ status }: { readonly status: string }) {
  return <StatusIndicator tone={buildTone(status)}>{describeBuildStatus(status)}</StatusIndicator>;
}

/** The status of a workflow or a step. */
export function WorkflowStatus({ status }: { readonly status: string }) {
  return (
    <StatusIndicator tone={workflowTone(status)}>{describeWorkflowStatus(status)}</StatusIndicator>
  );
}

interface LongProps {
  /** What is inside, in a few words. */
  readonly title: string;
  /** Told when it is opened, so that it can be read. */
  readonly onOpen?: () => void;
  readonly children: ComponentChildren;
}

/** Something long, which is shown when a person opens it. */
export function Long({ title, onOpen, children }: LongProps) {
  return (
    <details class="long" onToggle={({ currentTarget }) => currentTarget.open && onOpen?.()}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

/** A text in lines of its own, as it is written. */
export function Verbatim({ children }: { readonly children: string }) {
  return (
    <pre class="verbatim" tabIndex={0}>
      {children}
    </pre>
  );
}

/** A table that may be wider than the panel: it scrolls in a place of its own. */
export function WideTable(props: Parameters<typeof Table>[0]) {
  return (
    // The keyboard scrolls what has the focus.
    <div class="wide" role="group" aria-label={props.label} tabIndex={0}>
      <Table {...props} />
    </div>
  );
}

/** Parts with commas between them. */
export function Several({ children }: { readonly children: readonly ComponentChildren[] }) {
  return <>{children.flatMap((child, index) => (index === 0 ? [child] : [', ', child]))}</>;
}

interface AccountsProps {
  readonly accounts: readonly AccountId[];
  readonly names: AccountNames;
}

/** Accounts with commas between them, by their names where they have some. */
export function Accounts({ accounts, names }: AccountsProps) {
  return (
    <Several>
      {accounts.map((account) => (
        <AccountName key={account} account={account} known={names.get(account)} />
      ))}
    </Several>
  );
}

/** Tags on one line each. */
export function TagLines({ tags }: { readonly tags: Tags }) {
  return (
    <ul class="tags">
      {tags.map(({ key, value }) => (
        <li key={key}>{value === '' ? key : `${key} = ${value}`}</li>
      ))}
    </ul>
  );
}
