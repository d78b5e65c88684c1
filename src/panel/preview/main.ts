import '../styles/base.css';
import '../styles/states.css';
import '../styles/preferences.css';
import './preview.css';
import { type PreviewApi, PreviewApp } from './previewApp';

declare function acquireVsCodeApi(): PreviewApi;

const app = new PreviewApp();
document.body.append(app);
app.connect(acquireVsCodeApi());
