@echo off
rem Double-click: installs Simpul on the first start, then opens it in the browser. Close this window to stop it.
cd /d "%~dp0"
where py >nul 2>nul
if %errorlevel%==0 (
    py -3 start.py %*
) else (
    python start.py %*
)
if errorlevel 1 pause
