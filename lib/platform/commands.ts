import { browser } from 'wxt/browser';

/** Calls back for each keyboard shortcut of the manifest's `commands`, by its name. */
export function onCommand(hear: (command: string) => void): void {
  browser.commands.onCommand.addListener((command) => hear(command));
}
