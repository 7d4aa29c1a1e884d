export function show(id: string, text: string): void {
  document.querySelector(`#${id}`)!.textContent = text;
}
