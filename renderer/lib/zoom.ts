export const ZOOM_CHANGED = 'workstation-zoom';

/** The scale the reader chose in 设置, 1 to 2. */
export function currentZoom(): number {
  const zoom = Number.parseFloat(document.documentElement.style.zoom);
  return Number.isFinite(zoom) && zoom > 0 ? zoom : 1;
}

export function applyZoom(zoom: number): void {
  document.documentElement.style.zoom = zoom === 1 ? '' : String(zoom);
  window.dispatchEvent(new Event(ZOOM_CHANGED));
}
