/** Panels and the dock fold away. @param {HTMLElement} button in what folds */
export function fold(button) {
  const panel = button.closest('[data-folds]');
  if (!(panel instanceof HTMLElement)) return;
  const folded = panel.toggleAttribute('data-folded');
  button.setAttribute('aria-expanded', String(!folded));
}

/** On a phone the panels are sheets: what is in them comes when it is asked for. @param {HTMLElement} root */
export function foldOnPhones(root) {
  if (root.clientWidth <= 640) for (const button of root.querySelectorAll('.layers .fold, .moment .fold')) fold(/** @type {HTMLElement} */ (button));
}
