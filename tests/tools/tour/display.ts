/** Whether a browser window can be shown to somebody. */
export function hasDisplay(): boolean {
  if (process.env['CI']) return false;
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}
