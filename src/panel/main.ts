import './panel.css';
import { type EditorApi, PanelApp } from './panelApp';

declare function acquireVsCodeApi(): EditorApi;

const app = new PanelApp();
document.body.append(app);
app.connect(acquireVsCodeApi());
