import type { ComponentChildren } from 'preact';
import { FormWindow } from '../../form-window';

interface ConfirmModalProps {
  readonly visible: boolean;
  readonly title: string;
  /** The name of the act, on the button that does it. */
  readonly act: string;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
  readonly children: ComponentChildren;
}

/** Asks before something that cannot be taken back, with a button named after the act. */
export function ConfirmModal(props: ConfirmModalProps) {
  const { visible, title, act, onCancel, onConfirm, children } = props;
  return (
    <FormWindow visible={visible} header={title} act={act} onAct={onConfirm} onClose={onCancel}>
      {children}
    </FormWindow>
  );
}
