document.body.textContent = 'dock';
