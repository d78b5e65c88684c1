import './styles/base.css';
import './styles/layout.css';
import './styles/header.css';
import './styles/states.css';
import './styles/summary.css';
import './styles/history.css';
import './styles/filters.css';
import './styles/cases.css';
import './styles/detail.css';
import './styles/labels.css';
import './styles/spread.css';
import './styles/preferences.css';
import { type EditorApi, PanelApp } from './panelApp';

declare function acquireVsCodeApi(): EditorApi;

const app = new PanelApp();
document.body.append(app);
app.connect(acquireVsCodeApi());
