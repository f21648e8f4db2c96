import './steps/1-push-to-served';
