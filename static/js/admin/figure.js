// The prose editor's figure with a line below it to write on, so that no letter takes the place of a picture just put in
// or chosen; a figure that loses its picture leaves its caption. Without it the editor works, and letters replace pictures.
import { Figure as EditorsFigure, Plugin, pm } from "django-prose-editor/editor";

const { NodeSelection, TextSelection } = pm.state;

// The place of the figure that is chosen, or in which the selection lies; undefined for any other selection.
function figureOf({ $from, from, to, node }) {
  if (node?.type.name === "figure") return { from, to };
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === "figure") return { from: $from.before(depth), to: $from.after(depth) };
  }
  return undefined;
}

function writeBelow(tr, { to }, words = "") {
  const { paragraph } = tr.doc.type.schema.nodes;
  const next = tr.doc.nodeAt(to);
  if (next?.type !== paragraph || next.childCount) tr.insert(to, paragraph.create());
  tr.setSelection(TextSelection.create(tr.doc, to + 1));
  return (words ? tr.insertText(words) : tr).scrollIntoView();
}

// Whether all of it came at once, and not back by undoing.
function isNew({ from, to }, transactions) {
  const isWithin = (map) => {
    let found = false;
    map.forEach((_from, _to, start, end) => (found ||= start <= from && to <= end));
    return found;
  };
  return transactions.some((tr) => !tr.getMeta("history$") && tr.mapping.maps.some(isWithin));
}

// Where a picture is taken out of its figure, the editor fills the gap with one that has no address.
function withoutBlankFigures(tr) {
  const blank = [];
  tr.doc.descendants((node, place) => {
    if (node.type.name === "figure" && !node.firstChild.attrs.src) blank.unshift([node, place]);
    return !node.isTextblock;
  });
  for (const [figure, place] of blank) {
    const caption = figure.maybeChild(1)?.content;
    tr.replaceWith(place, place + figure.nodeSize, tr.doc.type.schema.nodes.paragraph.create(null, caption));
    tr.setSelection(TextSelection.create(tr.doc, place + 1));
  }
  return tr;
}

const writingGoesOn = {
  props: {
    handleTextInput(view, _from, _to, words) {
      const figure = view.state.selection.node && figureOf(view.state.selection);
      if (figure) view.dispatch(writeBelow(view.state.tr, figure, words));
      return Boolean(figure);
    },
  },
  appendTransaction(transactions, _before, { tr, selection }) {
    if (!transactions.some((done) => done.docChanged)) return null;
    if (withoutBlankFigures(tr).docChanged) return tr;
    const figure = figureOf(selection);
    return figure && isNew(figure, transactions) ? writeBelow(tr, figure) : null;
  },
};

export const Figure = EditorsFigure.extend({
  // Between a picture and the end of its figure there is nothing but a caption, which has a button.
  allowGapCursor: false,

  addCommands() {
    const commands = this.parent();
    return {
      ...commands,
      // The editor's own would take the figure away along with its caption.
      toggleCaption: () => (asked) => {
        const { tr, dispatch } = asked;
        const figure = figureOf(tr.selection);
        const [picture, caption] = figure ? tr.doc.nodeAt(figure.from).children : [];
        if (!caption) return commands.toggleCaption()(asked);
        const [start, within] = [figure.from + 1, figure.from + 1 + picture.nodeSize];
        if (dispatch) tr.delete(within, within + caption.nodeSize).setSelection(NodeSelection.create(tr.doc, start));
        return true;
      },
    };
  },

  addKeyboardShortcuts() {
    return {
      Enter: ({ editor: { state, view } }) => {
        const figure = figureOf(state.selection);
        if (figure) view.dispatch(writeBelow(state.tr, figure));
        return Boolean(figure);
      },
    };
  },

  addProseMirrorPlugins() {
    return [...(this.parent?.() ?? []), new Plugin(writingGoesOn)];
  },
});
