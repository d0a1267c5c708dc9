import L from 'leaflet';

/*
 * Marks in a zoom. Leaflet moves every marker by a transition of its own: some hundred of them are styled twice in the frame that begins the zoom, which took half of
 * its longest task. Here the pane goes as one sheet, growing or shrinking with the ground, until the marks are placed anew.
 */

/** Leaflet hides markers that it does not animate, by a class each; they go with the pane instead. */
const HIDDEN_IN_ZOOM = 'leaflet-zoom-hide';

export const goesWithItsPane = (marker: L.Marker): L.Marker =>
  marker.on('add', () => {
    marker.getElement()?.classList.remove(HIDDEN_IN_ZOOM);
  });

/** Makes a pane of markers go along with a zoom; what comes back ends that. The map does not animate its markers itself (`markerZoomAnimation`). */
export function zoomAsOneSheet(map: L.Map, pane: HTMLElement): () => void {
  const follow = ({ center, zoom }: L.ZoomAnimEvent): void => {
    const scale = map.getZoomScale(zoom, map.getZoom());
    // Where a point of the ground lies in the pane before and after: one is enough, the rest follows from the scale.
    const before = map.latLngToLayerPoint(center);
    const after = map.containerPointToLayerPoint(map.getSize().divideBy(2)).round();
    L.DomUtil.setTransform(pane, after.subtract(before.multiplyBy(scale)), scale);
  };
  const placedAnew = (): void => {
    pane.style.transform = '';
  };
  pane.classList.add('leaflet-zoom-animated');
  map.on('zoomanim', follow).on('viewreset zoom zoomend', placedAnew);
  return () => {
    map.off('zoomanim', follow).off('viewreset zoom zoomend', placedAnew);
    pane.classList.remove('leaflet-zoom-animated');
    placedAnew();
  };
}
