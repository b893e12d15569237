/** What is used of Plotly. @typedef {{react: Function, purge: Function, toImage: Function}} Plotly */

/** @type {Promise<Plotly> | undefined} */
let loading;

/** Plotly, fetched when the first chart asks for it: nobody else pays for 1.5 MB. @returns {Promise<Plotly>} */
export function loadPlotly() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL('../../lib/plotly/plotly-cartesian.min.js', import.meta.url).href;
    script.onload = () => resolve(/** @type {any} */ (window).Plotly);
    script.onerror = () => {
      loading = undefined;
      script.remove();
      reject(new Error('The charts\' library did not come.'));
    };
    document.head.append(script);
  });
  return loading;
}
