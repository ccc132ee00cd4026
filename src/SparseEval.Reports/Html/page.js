(() => {
  'use strict';
  const read = id => JSON.parse(document.getElementById(id).textContent);
  const theme = read('theme');
  const refuse = () => Promise.reject(new Error('a report loads nothing'));
  const options = { renderer: 'svg', actions: false, ast: true, config: theme, defaultStyle: false, loader: { load: refuse, sanitize: refuse, http: refuse, file: refuse } };

  async function draw(place) {
    try {
      const specification = read('spec-' + place.dataset.chart);
      await vegaEmbed(place, specification, options);
      const picture = place.querySelector('svg');
      // One picture with one description; its hundreds of marks are in the table below, where they can be read in order.
      picture.setAttribute('role', 'img');
      picture.setAttribute('aria-label', specification.description);
      place.dataset.drawn = 'yes';
    } catch (error) {
      place.textContent = 'This chart could not be drawn (' + error.message + '); its data stand below.';
      console.error(error);
    }
  }

  // Numbers by their values, words by the reader's alphabet; what is missing stays last either way.
  function sort(button) {
    const heading = button.closest('th'), table = button.closest('table'), body = table.tBodies[0];
    const column = heading.cellIndex, descending = heading.getAttribute('aria-sort') === 'ascending';
    const key = row => { const cell = row.cells[column]; return 'value' in cell.dataset ? cell.dataset.value : cell.textContent; };
    const numeric = heading.classList.contains('number');
    const rows = [...body.rows].map((row, at) => ({ row, at, key: key(row) }));
    rows.sort((a, b) => {
      if (a.key === '' || b.key === '') return (a.key === '') - (b.key === '') || a.at - b.at;
      const order = numeric ? a.key - b.key : a.key.localeCompare(b.key, undefined, { numeric: true });
      return (descending ? -order : order) || a.at - b.at;
    });
    for (const other of table.tHead.rows[0].cells) other.setAttribute('aria-sort', 'none');
    heading.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    body.append(...rows.map(entry => entry.row));
  }

  document.addEventListener('click', event => {
    const button = event.target.closest('th button');
    if (button) sort(button);
  });
  Promise.all([...document.querySelectorAll('[data-chart]')].map(draw)).then(() => { document.documentElement.dataset.ready = 'yes'; });
})();
